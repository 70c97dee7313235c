/** A link to something that this phone does not have: why that may be, and where to go. */

import { t } from "../text"
import { useApp } from "./app"
import { Frame } from "./frame"
import { RecordedNotice } from "./recorded-notice"
import { href } from "./route"

export function KitNotHere() {
  return (
    <NotHere
      title={t("This kit is not on this phone")}
      up={{ to: "kits", label: t("Kits") }}
      loading={t("The library’s kits are not all here yet. They come by themselves when the library can be reached.")}
      gone={t("It may have been taken off the library’s list. What was recorded about it is kept.")}
      next={t("See all kits")}
    />
  )
}

export function VisitNotHere() {
  return (
    <NotHere
      title={t("This visit is not on this phone")}
      up={{ to: "visits", label: t("Visits") }}
      loading={t("Your visits are not all here yet. They come by themselves when the library can be reached.")}
      gone={t("It may be somebody else’s now, or longer ago than this phone keeps. What was recorded of it is kept.")}
      next={t("See your visits")}
    />
  )
}

export function SiteNotHere() {
  return (
    <NotHere
      title={t("This place is not on this phone")}
      up={{ to: "sites", label: t("Places") }}
      loading={t("The library’s places are not all here yet. They come by themselves when the library can be reached.")}
      gone={t("It may have been taken off the library’s list. What was recorded there is kept.")}
      next={t("See all places")}
    />
  )
}

export function FlyerNotHere() {
  return (
    <NotHere
      title={t("This flyer is not on this phone")}
      up={{ to: "flyers", label: t("Flyers") }}
      loading={t("The library’s flyers are not all here yet. They come by themselves when the library can be reached.")}
      gone={t("It may have been taken back long ago. What was recorded of it is kept.")}
      next={t("See all flyers")}
    />
  )
}

export function ListingNotHere() {
  return (
    <NotHere
      title={t("This listing is not on this phone")}
      up={{ to: "directory", label: t("Referral directory") }}
      loading={t("The directory is not all here yet. It comes by itself when the library can be reached.")}
      gone={t("The service may be given no more. Referrals to it are kept.")}
      next={t("See the whole directory")}
    />
  )
}

interface Props {
  title: string
  up: { to: string; label: string }
  /** Said while the library's rows are not all here. */
  loading: string
  gone: string
  next: string
}

function NotHere({ title, up, loading, gone, next }: Props) {
  const { view } = useApp()
  return (
    <Frame title={title} up={up}>
      <RecordedNotice />
      <p class="lead">{view.value.status.replica.isComplete ? gone : loading}</p>
      <p class="field">
        <a class="button" href={href(up.to)}>
          {next}
        </a>
      </p>
    </Frame>
  )
}
