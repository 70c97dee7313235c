/** An emergency in words. */

import type { EmergencyItem, EmergencyService, EmergencyState, LibraryWords } from "../core"
import { language, t } from "../text"

export const SERVICES: readonly EmergencyService[] = [
  "charging",
  "internet",
  "devices",
  "forms",
  "information",
  "printing",
  "hotspots",
  "air",
  "water",
  "children",
  "other",
]
export const ITEMS: readonly EmergencyItem[] = [
  "flyer",
  "hotspot",
  "charger",
  "device",
  "form",
  "water",
  "hygiene",
  "other",
]

export function stateWord(state: EmergencyState): string {
  return {
    safe: t("Safe"),
    available: t("Safe and available"),
    need_help: t("Needs help"),
  }[state]
}

export function serviceWord(service: EmergencyService): string {
  return {
    charging: t("Charging phones"),
    internet: t("Free Wi-Fi"),
    devices: t("Computers to use"),
    forms: t("Help with forms"),
    information: t("Information"),
    printing: t("Printing and copies"),
    hotspots: t("Hotspots to borrow"),
    air: t("A cool or warm room"),
    water: t("Drinking water"),
    children: t("Something for children"),
    other: t("Other help"),
  }[service]
}

export function itemWord(item: EmergencyItem): string {
  return {
    flyer: t("Flyers and papers"),
    hotspot: t("Hotspots"),
    charger: t("Chargers and power banks"),
    device: t("Devices"),
    form: t("Forms"),
    water: t("Water and food"),
    hygiene: t("Masks and hygiene"),
    other: t("Other things"),
  }[item]
}

/** What is said in the app's language, or in the first that there is. */
export function inMyLanguage(words: readonly LibraryWords[]): string {
  return (words.find((one) => one.language === language.value) ?? words[0])?.text ?? ""
}
