/** The members of a session that mostly stay as they were: folded away, and told by their defaults. */

import type { Id, Library } from "../core"
import type { SessionForm } from "../rules/session-form"
import { languageName, t } from "../text"
import { useApp } from "./app"
import { Disclosure } from "./disclosure"
import { Line, Pick } from "./inputs"
import { staffName } from "./kit-words"
import { PersonWarning } from "./person-warning"
import { RoomPick } from "./room-pick"
import { kindWord, type Share, type Sponsor, shareWords, sponsorWords } from "./session-words"
import { Several, SeveralOrUnknown } from "./several"

/** Languages that classes are held in now and then, beside the library's own. */
const OTHER_LANGUAGES = ["en", "es", "ar", "zh", "fr", "ht", "hmn", "ko", "pt", "ru", "so", "tl", "uk", "vi", "ase"]

interface Props {
  form: SessionForm
  change(part: Partial<SessionForm>): void
  notesHint: string
}

export function SessionMore({ form, change, notesHint }: Props) {
  return (
    <Disclosure summary={t("More about it")} isOpen={false}>
      <Pick
        legend={t("What was it?")}
        look="chips"
        value={form.kind}
        options={(["program", "one_to_one", "outreach_contact", "staff_training"] as const).map((value) => ({
          value,
          label: kindWord(value),
        }))}
        onValue={(kind) => change({ kind })}
      />
      <RoomPick form={form} change={change} />
      <Languages form={form} change={change} />
      <Trainers form={form} change={change} />
      <Kits form={form} change={change} />
      <SeveralOrUnknown<Sponsor>
        legend={t("Paid for with")}
        value={form.sponsor}
        words={sponsorWords()}
        onValue={(sponsor) => change({ sponsor })}
      />
      <SeveralOrUnknown<Share>
        legend={t("The partner gave")}
        value={form.partner_share}
        words={shareWords()}
        onValue={(partner_share) => change({ partner_share })}
      />
      <Pick
        legend={t("Was it about digital skills?")}
        value={form.digital_literacy === null ? "unknown" : form.digital_literacy ? "yes" : "no"}
        options={[
          { value: "yes", label: t("Yes") },
          { value: "no", label: t("No") },
          { value: "unknown", label: t("Not known") },
        ]}
        onValue={(said) => change({ digital_literacy: said === "unknown" ? null : said === "yes" })}
      />
      <Line
        label={t("Views of a recording within 30 days")}
        inputMode="numeric"
        maxLength={7}
        value={form.async_views_30d === null ? "" : String(form.async_views_30d)}
        onValue={(typed) => {
          const digits = typed.replace(/\D/g, "")
          change({ async_views_30d: digits === "" ? null : Number(digits) })
        }}
        hint={t("Leave it empty while nobody knows. It can be filled in later.")}
      />
      <Line
        label={t("Notes")}
        id="notes"
        isLong
        maxLength={4000}
        value={form.notes}
        onValue={(notes) => change({ notes })}
        hint={notesHint}
      />
      <PersonWarning text={form.notes} />
    </Disclosure>
  )
}

type PartProps = Omit<Props, "notesHint">

function Languages({ form, change }: PartProps) {
  const { view } = useApp()
  const own = ownLanguages(view.value.library)
  const shown = [...new Set([...own, ...form.languages])]
  const named = (value: string) => ({ value, label: languageName(value) })
  return (
    <Several
      legend={t("Languages")}
      value={form.languages}
      options={shown.map(named)}
      others={OTHER_LANGUAGES.filter((tag) => !shown.includes(tag)).map(named)}
      add={t("Another language")}
      onValue={(languages) => change({ languages })}
    />
  )
}

function ownLanguages(library: Library | null): string[] {
  return library?.languages ?? []
}

function Trainers({ form, change }: PartProps) {
  const { view } = useApp()
  const me = view.value.me
  const shown = [...new Set([...(me ? [me.id] : []), ...form.trainers])]
  const named = (id: Id) => ({ value: id, label: id === me?.id ? t("Me") : staffName(id, view.value) })
  const others = view.value.staff.filter(({ id, active }) => active && !shown.includes(id))
  return (
    <Several
      legend={t("Trainers")}
      value={form.trainers}
      options={shown.map(named)}
      others={others.map(({ id }) => named(id))}
      add={t("Another trainer")}
      onValue={(trainers) => change({ trainers })}
    />
  )
}

function Kits({ form, change }: PartProps) {
  const { view } = useApp()
  const named = (id: Id) => {
    const kit = view.value.byId.kits.get(id)
    return { value: id, label: kit ? `${kit.code} ${kit.name}` : t("a kit") }
  }
  const others = view.value.kits.filter(({ id }) => !form.kits.includes(id))
  if (form.kits.length === 0 && others.length === 0) return null
  return (
    <Several
      legend={t("Kits used")}
      value={form.kits}
      options={form.kits.map(named)}
      others={others.map(({ id }) => named(id))}
      add={t("Another kit")}
      onValue={(kits) => change({ kits })}
    />
  )
}
