/** What does not add up, in words: of kits, flyers and visits, and of sessions. */

import type { SessionView } from "../core"
import { t } from "../text"

/** What a discrepancy means to the person who carries the kit. Plain, and never an accusation. */
export function doesNotAddUp(kind: string): string {
  switch (kind) {
    case "kit.held_twice":
      return t("Someone else took it out as well, before it was back.")
    case "kit.returned_not_out":
      return t("It was brought back, but nobody had taken it out.")
    case "kit.giver_not_holder":
      return t("It was handed over by somebody who did not have it, as far as is known.")
    case "kit.promised_elsewhere":
      return t("It is promised to somebody else meanwhile.")
    case "kit.part_missing":
      return t("A part did not come back.")
    case "kit.part_damaged":
      return t("A part is damaged.")
    case "kit.lent_out_of_service":
      return t("It was lent though it is out of service.")
    case "kit.part_unexpected":
      return t("A part of another kit was found with it.")
    case "kit.codes_unknown":
      return t("A code was read with it that nobody knows.")
    case "kit.problem_reported":
      return t("A problem was reported. Somebody will look at it.")
    case "kit.found":
      return t("Somebody who found it told the library.")
    case "flyer.expired_placed":
    case "flyer.expired_handed_out":
      return t("The flyer was not true on that day.")
    case "flyer.not_placed":
      return t("A stack was seen to that nobody had laid out.")
    case "flyer.code_twice":
      return t("Its code is on another stack as well.")
    case "visit.finished_not_started":
      return t("It was finished, but nobody had started it.")
    case "visit.two_sites":
      return t("It was started at two places.")
    case "visit.too_long":
      return t("It lasted more than sixteen hours.")
    case "visit.held_though_not":
      return t("A session was recorded in it, though it did not take place.")
    case "fact.clock_off":
      return t("The clock of a phone was wrong, so a time may be wrong.")
    case "fact.late":
      return t("It reached the library more than two weeks after it happened.")
    case "fact.subject_unknown":
      return t("The library does not know this kit.")
    case "fact.author_unknown":
    case "fact.author_inactive":
      return t("The library does not know who recorded it.")
    case "device.cloned":
      return t("Two phones sent it under one number.")
    default:
      return t("Something about it does not add up.")
  }
}

/** The kinds of what does not add up that stand open, each once, in words. */
export function sessionQuestions({ discrepancies }: SessionView): string[] {
  const kinds = new Set(discrepancies.filter(({ state }) => state === "open").map(({ kind }) => kind))
  return [...kinds].map(doesNotFit)
}

export function doesNotFit(kind: string): string {
  switch (kind) {
    case "session.ends_before_start":
      return t("It ends before it begins.")
    case "session.too_long":
      return t("It is longer than eight hours.")
    case "session.in_future":
      return t("It begins later than it was written down.")
    case "session.odd_attendance":
      return t("A number of people cannot be right.")
    case "session.other_format":
      return t("People were counted where the session was not.")
    case "session.more_than_room_holds":
      return t("More people came than the room holds.")
    case "session.at_closed_place":
      return t("The library says that the place was closed by then.")
    case "session.two_places":
      return t("A trainer was in two places at once.")
    case "session.told_by_two":
      return t("Somebody else wrote down the same session.")
    case "session.logged_twice":
      return t("It was logged twice.")
    case "session.amended_in_parallel":
      return t("Somebody else changed it meanwhile.")
    case "session.decided_unseen":
      return t("It was changed while the library decided about it.")
    case "fact.late":
      return t("It reached the library more than two weeks after it happened.")
    case "fact.clock_off":
      return t("The clock of a phone was wrong, so a time may be wrong.")
    default:
      return t("Something about it does not add up.")
  }
}
