/** The screens of flyers and of the stacks that lie about, as one part of the app. */

import { Nowhere } from "../elements/nowhere"
import { Flyer } from "../screens/flyer"
import { Flyers } from "../screens/flyers"
import { PlaceFlyers } from "../screens/place-flyers"
import { Stack } from "../screens/stack"
import { FillUp, Gone } from "../screens/stack-change"

export function FlyersRoom({ id, what, asked }: { id: string; what: string | undefined; asked: string }) {
  if (id === "") return <Flyers />
  switch (what) {
    case undefined:
      return <Flyer id={id} site={new URLSearchParams(asked).get("site")} />
    case "place":
      return <PlaceFlyers id={id} asked={asked} />
    default:
      return <Nowhere />
  }
}

export function StacksRoom({ id, what }: { id: string; what: string | undefined }) {
  if (id === "") return <Flyers />
  switch (what) {
    case undefined:
      return <Stack id={id} />
    case "more":
      return <FillUp id={id} />
    case "gone":
      return <Gone id={id} />
    default:
      return <Nowhere />
  }
}
