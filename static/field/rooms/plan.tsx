/** The disaster plan, as one part of the app. */

export { Plan } from "../screens/plan"
