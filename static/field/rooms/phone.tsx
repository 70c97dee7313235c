/** The screens of what this phone holds and of the phone itself, as one part of the app. */

export { More } from "../screens/more"
export { Ready } from "../screens/ready"
export { Waiting } from "../screens/waiting"
