"use client"

import { useQuery } from "@tanstack/react-query"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import { TextInput } from "#components/ui/text-input"
import { wordListQuery } from "#lib/client/api/word-lists"
import type { PlannedGroup } from "#lib/client/planned-groups"
import { mergedWords } from "#lib/client/word-lines"
import { type WordAction, type WordListSummary, wordActions } from "#lib/domain/compliance/word-list-schema"

/** One group of an import: its words, its target and, for a new list, what that says. */
export function ImportGroup(props: {
  group: PlannedGroup
  lists: WordListSummary[]
  onChange: (group: PlannedGroup) => void
}) {
  const { group, lists, onChange } = props
  const t = useTranslations("operations.compliance")
  const id = useId()
  return (
    <li className="flex flex-col gap-2 py-3">
      <p className="break-words">
        <span className="font-medium">{t("file.group", { count: group.words.length })}</span>{" "}
        <span className="text-ink-2 text-xs">
          {t("file.example")}: {group.words.slice(0, 3).join(", ")}
        </span>
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="flex grow basis-44 flex-col gap-1 text-xs">
          <label htmlFor={`${id}-into`}>{t("file.into")}</label>
          <Select
            id={`${id}-into`}
            value={group.listId ?? ""}
            onChange={(event) => onChange({ ...group, listId: event.target.value || undefined })}
          >
            <option value="">{t("file.newList")}</option>
            {lists.map((list) => (
              <option key={list.id} value={list.id}>
                {list.name}
              </option>
            ))}
          </Select>
        </div>
        {group.listId === undefined ? (
          <NewListFields group={group} onChange={onChange} />
        ) : (
          <Fresh listId={group.listId} words={group.words} />
        )}
      </div>
    </li>
  )
}

function NewListFields({
  group,
  onChange,
}: {
  group: PlannedGroup
  onChange: (group: PlannedGroup) => void
}) {
  const t = useTranslations("operations.compliance")
  const id = useId()
  const text = (name: "name" | "category", max: number) => {
    const isMissing = group[name].trim() === ""
    return (
      <div className="flex grow basis-36 flex-col gap-1 text-xs">
        <label htmlFor={`${id}-${name}`}>{t(`field.${name}`)}</label>
        <TextInput
          id={`${id}-${name}`}
          maxLength={max}
          value={group[name]}
          invalid={isMissing && `${id}-${name}-problem`}
          onChange={(event) => onChange({ ...group, [name]: event.target.value })}
        />
        {isMissing ? (
          <p id={`${id}-${name}-problem`} role="alert" className="text-error">
            {t(`problem.${name}`)}
          </p>
        ) : null}
      </div>
    )
  }
  return (
    <>
      {text("name", 100)}
      {text("category", 50)}
      <div className="flex basis-28 flex-col gap-1 text-xs">
        <label htmlFor={`${id}-action`}>{t("field.action")}</label>
        <Select
          id={`${id}-action`}
          value={group.action}
          onChange={(event) => onChange({ ...group, action: event.target.value as WordAction })}
        >
          {wordActions.map((action) => (
            <option key={action} value={action}>
              {t(`actionShort.${action}`)}
            </option>
          ))}
        </Select>
      </div>
    </>
  )
}

/** How many of the words the list has not got yet. */
function Fresh({ listId, words }: { listId: string; words: string[] }) {
  const t = useTranslations("operations.compliance")
  const list = useQuery(wordListQuery(listId))
  if (!list.data) return null
  const { added } = mergedWords(list.data.latest.words, words)
  return (
    <p className="pb-1.5 text-ink-2 text-xs">
      {t("file.fresh", { count: added, known: words.length - added })}
    </p>
  )
}
