/** The screens of the referral directory, as one part of the app. */

import { Directory } from "../screens/directory"
import { Listing } from "../screens/listing"

export function DirectoryRoom({ id, asked }: { id: string; asked: string }) {
  const site = new URLSearchParams(asked).get("site")
  return id === "" ? <Directory site={site} /> : <Listing id={id} site={site} />
}
