import assert from "node:assert/strict"
import { test } from "node:test"
import { personSigns } from "../../static/field/rules/names-a-person"

const signs = (text: string) => personSigns(text).map((one) => one.sign)

test("numbers to call are seen however they are written", () => {
  for (const text of [
    "call 555-010-4477",
    "(555) 010-4477 after six",
    "+1 555 010 4477",
    "5550104477",
    "555-0104",
    "su número es +52 55 1234 5678",
  ])
    assert.deepEqual(signs(text), ["phone"], text)
})

test("dates, hours, sums and counts are no numbers to call", () => {
  for (const text of [
    "again on 2026-11-24",
    "again on 24.11.2026",
    "from 10.00-12.30",
    "10:00-12:30 next week",
    "about $1,200,000 of damage",
    "12 14 9 11",
    "20 tablets, 8 mice",
    "kit K-07, tag T-00123",
    "Windows 10 and Office 2016",
  ])
    assert.deepEqual(signs(text), [], text)
})

test("email addresses are seen", () => {
  assert.deepEqual(personSigns("write to ana.r+lib@example.org, please"), [
    { sign: "email", found: "ana.r+lib@example.org" },
  ])
})

test("street addresses and doors are seen in English and Spanish", () => {
  for (const text of [
    "lives at 412 Pine Street",
    "at 7 E. 3rd Ave.",
    "12 Old Mill Rd",
    "vive en Calle Hidalgo 12",
    "avenida de la Paz, núm. 45",
    "in apt 4B",
    "Room 12",
    "trailer #9",
  ])
    assert.deepEqual(signs(text), ["address"], text)
})

test("a name is told by the word before it", () => {
  for (const text of [
    "Mrs Alvarez wants a tablet",
    "mr. O’Brien asked",
    "la señora Díaz pidió ayuda",
    "doña Carmen de la Torre",
    "her name is Beth",
    "a man named Luis",
    "se llama Rosa",
  ])
    assert.deepEqual(signs(text), ["name"], text)
})

test("what names nobody is let be", () => {
  for (const text of [
    "",
    "People ask for hotspots at home",
    "Three asked for help with Medicare forms in Spanish",
    "Wants a class about Google Drive on Monday",
    "The clinic on Pine has no Wi-Fi",
    "Need a dr appointment online",
    "The street fair drew 30 people",
    "room for 20 people",
    "Piden internet en casa; la calle no tiene cobertura",
    "El señor de la entrada pidió un horario",
  ])
    assert.deepEqual(signs(text), [], text)
})

test("a personal number and a birthday are called what they are", () => {
  assert.deepEqual(signs("SSN 123-45-6789"), ["number"])
  assert.deepEqual(signs("born on 3/14/1950"), ["birthday"])
  assert.deepEqual(signs("fecha de nacimiento: 14/03/1950"), ["birthday"])
})

test("several are given in the order in which they stand, each once", () => {
  assert.deepEqual(personSigns("Mrs Lee, 12 Oak St, 555-010-4477"), [
    { sign: "name", found: "Mrs Lee" },
    { sign: "address", found: "12 Oak St" },
    { sign: "phone", found: "555-010-4477" },
  ])
})
