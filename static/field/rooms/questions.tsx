/** The screens of what the desk asks, as one part of the app. */

export { Asked } from "../screens/asked"
export { HandIn } from "../screens/hand-in"
