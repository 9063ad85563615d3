"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { TextArea } from "#components/ui/text-area"
import { setAnswerSchema, setPrefix, setSuffix, setTools } from "#lib/client/request-edits"
import { takesFeature } from "#lib/domain/features"
import { takes } from "#lib/domain/provider-traits"
import { readAnswerSchema, readTools } from "#lib/domain/tools"
import { JsonField } from "./json-field"
import { useEdit, useWorkspace } from "./playground-context"
import { useAnyTarget } from "./use-any-target"

/** What a request may hold beyond its prompt: functions, the schema and the beginning of its answer, or a suffix. */
export function RequestPanel() {
  const mode = useWorkspace((workspace) => workspace.mode)
  if (mode === "completion") return <GivenText part="suffix" />
  return (
    <div className="grid gap-4">
      <ToolsField />
      <SchemaField />
      <GivenText part="prefix" />
    </div>
  )
}

function ToolsField() {
  const t = useTranslations("request")
  const edit = useEdit()
  const text = useWorkspace(({ tools }) => tools?.text ?? "")
  const isTaken = useAnyTarget((target) => takesFeature(target, "tools"))
  const write = (next: string) => edit(setTools({ text: next, ok: readTools(next).problem === undefined }))
  const example = {
    type: "function",
    function: {
      name: "get_weather",
      description: t("tools.exampleDescription"),
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  }
  return (
    <JsonField
      label={t("tools.label")}
      note={t("tools.note")}
      placeholder='[{"type": "function", "function": {"name": …}}]'
      value={text}
      problem={readTools(text).problem}
      warning={isTaken ? undefined : t("notTaken.tools")}
      action={
        <Button variant="ghost" size="sm" onClick={() => write(JSON.stringify([example], null, 2))}>
          {t("tools.example")}
        </Button>
      }
      onChange={write}
    />
  )
}

function SchemaField() {
  const t = useTranslations("request")
  const edit = useEdit()
  const text = useWorkspace(({ answerSchema }) => answerSchema?.text ?? "")
  const isTaken = useAnyTarget(({ provider }) => takes(provider, "json_schema"))
  return (
    <JsonField
      label={t("schema.label")}
      note={t("schema.note", { wrapping: "{name, schema, strict}" })}
      placeholder='{"type": "object", "properties": …}'
      value={text}
      problem={readAnswerSchema(text).problem}
      warning={isTaken ? undefined : t("notTaken.schema")}
      onChange={(next) =>
        edit(setAnswerSchema({ text: next, ok: readAnswerSchema(next).problem === undefined }))
      }
    />
  )
}

/** The text before or after what the model writes; closed where no chosen model takes it, unless it holds something. */
function GivenText({ part }: { part: "prefix" | "suffix" }) {
  const t = useTranslations("request")
  const edit = useEdit()
  const id = useId()
  const text = useWorkspace((workspace) => workspace[part] ?? "")
  const isTaken = useAnyTarget((target) => takesFeature(target, part))
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-ink-2 text-xs">
        {t(`${part}.label`)}
      </label>
      <TextArea
        id={id}
        value={text}
        rows={2}
        disabled={!isTaken && text === ""}
        placeholder={t(`${part}.placeholder`)}
        aria-describedby={`${id}note`}
        onChange={({ target: { value } }) =>
          edit(part === "suffix" ? setSuffix(value) : setPrefix(value === "" ? undefined : value))
        }
        autoGrow
        className="block max-h-60 disabled:opacity-60"
      />
      <p id={`${id}note`} className={isTaken ? "mt-1 text-ink-3 text-xs" : "mt-1 text-warn text-xs"}>
        {t(isTaken ? `${part}.note` : `notTaken.${part}`)}
      </p>
    </div>
  )
}
