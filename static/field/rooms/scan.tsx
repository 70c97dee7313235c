/** Reading codes, as one part of the app. */

export { Scan } from "../screens/scan"
