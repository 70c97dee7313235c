"""How long a screen of the field app takes until it stands as it stays: after a move, or after something is typed."""

from typing import Any

# From the act to the frame in which the screen stands as it stays: nothing of the page changes for a while after it.
_UNTIL_IT_STANDS = """
([act, told]) => new Promise((tell) => {
  const acts = {
    move: (to) => { history.pushState({}, "", to); dispatchEvent(new PopStateEvent("popstate")) },
    type: (text) => {
      const field = document.querySelector("input[type=search]")
      field.value = text
      field.dispatchEvent(new InputEvent("input", { bubbles: true }))
    },
  }
  const quiet = 300
  const began = performance.now()
  let last = 0
  let timer = 0
  const settle = () => {
    clearTimeout(timer)
    timer = setTimeout(() => { seen.disconnect(); tell(last) }, quiet)
  }
  const seen = new MutationObserver(() => {
    clearTimeout(timer)
    requestAnimationFrame(() => setTimeout(() => { last = performance.now() - began; settle() }))
  })
  // A screen that is there already changes nothing.
  settle()
  seen.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  acts[act](told)
})
"""


def move(page: Any, to: str) -> float:
    """Milliseconds from the move to the address until its screen stands."""
    took: float = page.evaluate(_UNTIL_IT_STANDS, ["move", to])
    return took


def type_to_search(page: Any, text: str) -> float:
    """Milliseconds from the moment that this stands in the search field until what is found stands."""
    took: float = page.evaluate(_UNTIL_IT_STANDS, ["type", text])
    return took
