/** What few need: a line that opens. What is in it is drawn only once it is opened. */

import type { ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import { Icon } from "./icon"

interface Props {
  id?: string
  summary: string
  /** True where something in it is filled in or asked for. */
  isOpen: boolean
  children: ComponentChildren
}

export function Disclosure({ id, summary, isOpen, children }: Props) {
  const [isDrawn, setDrawn] = useState(isOpen)
  return (
    <details
      id={id}
      class="disclosure"
      open={isOpen}
      onToggle={(event) => {
        if (event.currentTarget.open) setDrawn(true)
      }}
    >
      <summary>
        <Icon name="chevron-right" />
        {summary}
      </summary>
      {(isDrawn || isOpen) && children}
    </details>
  )
}
