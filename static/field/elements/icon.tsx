/** The drawings of the open icon set that the app uses, always beside words. */

import arrowUpRight from "icon:arrow-up-right"
import briefcase from "icon:briefcase"
import calendar from "icon:calendar-days"
import check from "icon:check"
import chevronLeft from "icon:chevron-left"
import chevronRight from "icon:chevron-right"
import circleCheck from "icon:circle-check"
import clock from "icon:clock"
import cloudOff from "icon:cloud-off"
import cornerUpLeft from "icon:corner-up-left"
import download from "icon:download"
import ear from "icon:ear"
import ellipsis from "icon:ellipsis"
import flag from "icon:flag"
import flashlight from "icon:flashlight"
import info from "icon:info"
import mail from "icon:mail"
import mapPin from "icon:map-pin"
import messages from "icon:messages-square"
import minus from "icon:minus"
import pencil from "icon:pencil"
import phone from "icon:phone"
import play from "icon:play"
import plus from "icon:plus"
import refreshCw from "icon:refresh-cw"
import repeat from "icon:repeat"
import scan from "icon:scan-line"
import search from "icon:search"
import send from "icon:send"
import signpost from "icon:signpost"
import smartphone from "icon:smartphone"
import triangleAlert from "icon:triangle-alert"
import userPlus from "icon:user-plus"
import users from "icon:users"
import { createElement } from "preact"

const DRAWINGS = {
  "arrow-up-right": arrowUpRight,
  briefcase: briefcase,
  calendar: calendar,
  check: check,
  "chevron-left": chevronLeft,
  "chevron-right": chevronRight,
  "circle-check": circleCheck,
  clock: clock,
  "cloud-off": cloudOff,
  "corner-up-left": cornerUpLeft,
  download: download,
  ear: ear,
  ellipsis: ellipsis,
  flag: flag,
  flashlight: flashlight,
  info: info,
  mail: mail,
  "map-pin": mapPin,
  messages: messages,
  minus: minus,
  phone: phone,
  play: play,
  pencil: pencil,
  plus: plus,
  "refresh-cw": refreshCw,
  repeat: repeat,
  "scan-line": scan,
  search: search,
  send: send,
  signpost: signpost,
  smartphone: smartphone,
  "triangle-alert": triangleAlert,
  "user-plus": userPlus,
  users: users,
}

export type IconName = keyof typeof DRAWINGS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {DRAWINGS[name].map(([tag, { key, ...attributes }]) => createElement(tag, { ...attributes, key: key ?? tag }))}
    </svg>
  )
}
