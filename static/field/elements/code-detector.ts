/**
 * What finds codes in a picture: the browser's own detector where it has one, else ZXing in WebAssembly.
 *
 * ZXing comes from our own server and is kept on the phone with the build, so that it reads without a network too.
 */

export interface Found {
  rawValue: string
  boundingBox: { x: number; y: number; width: number; height: number }
}

export interface Detector {
  detect(image: HTMLVideoElement): Promise<Found[]>
}

/** QR codes of our labels, and what other labels on equipment carry. */
const FORMATS = ["qr_code", "code_128", "code_39", "data_matrix"] as const

interface Native {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

let made: Promise<Detector> | null = null

/** The detector of this page, made once; a failure is tried again with the next call. */
export function detector(): Promise<Detector> {
  made ??= make().catch((error: unknown) => {
    made = null
    throw error
  })
  return made
}

async function make(): Promise<Detector> {
  const native = Reflect.get(globalThis, "BarcodeDetector") as Native | undefined
  if (native !== undefined) {
    const formats = await supported(native)
    if (formats.length > 0) return new native({ formats })
  }
  const [{ BarcodeDetector, prepareZXingModule }, { default: reader }] = await Promise.all([
    import("barcode-detector/ponyfill"),
    import("zxing-wasm/reader/zxing_reader.wasm"),
  ])
  // Its own address is a third party's.
  await prepareZXingModule({ overrides: { locateFile: () => reader }, fireImmediately: true })
  return new BarcodeDetector({ formats: [...FORMATS] })
}

/** Some browsers have the interface and nothing behind it. */
async function supported(native: Native): Promise<string[]> {
  try {
    const known = await native.getSupportedFormats()
    return known.includes("qr_code") ? FORMATS.filter((format) => known.includes(format)) : []
  } catch (error) {
    console.info("The browser's own reader of codes does not answer.", error)
    return []
  }
}
