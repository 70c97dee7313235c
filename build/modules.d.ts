/** Names that only the build knows. */

/** In the worker: the name of this build. A page finds it in `document.documentElement.dataset.build`. */
declare const __BUILD__: string

/** In the worker: all that the app needs to open without network; `sha256` as `fetch` takes it for `integrity`. */
declare const __PRECACHE__: ReadonlyArray<{ url: string; sha256: string; bytes: number }>
