/** Chance that a seed repeats: the same seed draws the same, on every machine. */

export class Chance {
  #a: number
  #b = 0x9e3779b9
  #c = 0x243f6a88
  #d = 1

  constructor(seed: number) {
    this.#a = seed | 0
    for (let n = 0; n < 12; n++) this.bits()
  }

  /** 32 bits (sfc32). */
  bits(): number {
    const sum = (this.#a + this.#b + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + sum) | 0
    return sum >>> 0
  }

  /** In [0, 1). */
  real(): number {
    return this.bits() / 2 ** 32
  }

  /** A whole number of `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.real() * (to - from + 1))
  }

  happens(share: number): boolean {
    return this.real() < share
  }

  one<T>(of: readonly T[]): T {
    return of[this.whole(0, of.length - 1)] as T
  }

  /** One of these names, each as often as its number says. */
  weighted<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name {
    const entries = Object.entries(weights) as [Name, number][]
    let left = this.real() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      left -= weight
      if (left < 0) return name
    }
    return (entries.at(-1) as [Name, number])[0]
  }

  /** A UUIDv7 of that moment. */
  id(at: number): string {
    const time = Math.max(0, at).toString(16).padStart(12, "0")
    const hex = () => this.bits().toString(16).padStart(8, "0")
    const [one, two, three] = [hex(), hex(), hex()]
    return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${one.slice(0, 3)}-8${one.slice(3, 6)}-${two}${three.slice(0, 4)}`
  }
}
