/** The classes behind the fake IndexedDB, for tests that let it fail. */

export { IDBDatabase as FDBDatabase, IDBObjectStore as FDBObjectStore } from "fake-indexeddb"
