/** The zone of this phone's clock, as facts name it. */
export function zone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"
}
