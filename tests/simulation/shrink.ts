/** A scenario that fails, made small: parts are left out for as long as it goes on failing (ddmin, Zeller 1999). */

export async function shrink<T>(all: readonly T[], fails: (some: readonly T[]) => Promise<boolean>): Promise<T[]> {
  let left = [...all]
  for (let pieces = 2; left.length >= 2; ) {
    const size = Math.ceil(left.length / pieces)
    let isSmaller = false
    for (let from = 0; from < left.length; from += size) {
      const without = [...left.slice(0, from), ...left.slice(from + size)]
      if (await fails(without)) {
        left = without
        pieces = Math.max(pieces - 1, 2)
        isSmaller = true
        break
      }
    }
    if (!isSmaller && size === 1) break
    if (!isSmaller) pieces = Math.min(left.length, pieces * 2)
  }
  return left
}
