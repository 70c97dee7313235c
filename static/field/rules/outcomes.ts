/**
 * What people said of a session, by number and never one by one. Pure.
 *
 * The same rule as the server's (`outreach_app/training_sessions/outcomes.py`): a few answers would tell who gave them,
 * so there is a result only from five on, and for a question only where five answered it.
 */

import type { OutcomeAnswered } from "../wire"

export const QUESTIONS = ["knowledge", "confidence", "application", "awareness"] as const
export type Question = (typeof QUESTIONS)[number]
export const POINTS = [1, 2, 3, 4, 5] as const
export const LEAST_ANSWERS = 5

export interface Mean {
  question: Question
  answers: number
  mean: number
}

/** Null where too few answered. */
export function resultOf(answers: readonly OutcomeAnswered[]): Mean[] | null {
  if (answers.length < LEAST_ANSWERS) return null
  return QUESTIONS.flatMap((question) => {
    const points = answers.map((answer) => answer[question]).filter((point) => point !== null)
    if (points.length < LEAST_ANSWERS) return []
    const mean = points.reduce((sum, point) => sum + point, 0) / points.length
    return [{ question, answers: points.length, mean }]
  })
}

/** True where somebody said nothing at all: that is no answer. */
export function isBlank(answer: OutcomeAnswered): boolean {
  return QUESTIONS.every((question) => answer[question] === null) && !answer.words?.trim()
}
