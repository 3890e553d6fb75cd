import { DatePicker, Form, Input, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { ReactNode } from "react";
import { say } from "../words";

interface FieldProps {
  name: string;
  label: string;
  required?: boolean;
  help?: ReactNode;
  children: ReactNode;
}

/** A field with its name above it; a required one says so where it is left empty. */
export function Field({ name, label, required = false, help, children }: FieldProps) {
  return (
    <Form.Item
      name={name}
      label={label}
      required={required}
      extra={help}
      rules={required ? [{ required: true, message: say("form.required") }] : []}
    >
      {children}
    </Form.Item>
  );
}

type Plain = Omit<FieldProps, "children">;

export function TextField({ max, disabled, ...field }: Plain & { max?: number; disabled?: boolean }) {
  return (
    <Field {...field}>
      <Input {...(max !== undefined && { maxLength: max })} disabled={disabled ?? false} />
    </Field>
  );
}

/** A calendar day, which travels as YYYY-MM-DD. */
export function DayField(field: Plain) {
  return (
    <Field {...field}>
      <Day />
    </Field>
  );
}

export function Day({ id, value, onChange }: { id?: string; value?: string | null; onChange?: (day: string | null) => void }) {
  return (
    <DatePicker
      {...(id !== undefined && { id })}
      className="full"
      value={value ? dayjs(value) : null}
      format="YYYY-MM-DD"
      placeholder={say("value.day")}
      onChange={(day: Dayjs | null) => onChange?.(day ? day.format("YYYY-MM-DD") : null)}
    />
  );
}

/** A number; `unit` stands behind it, and `scale` is how many of the API's units one of these is. */
export function NumberField({
  unit,
  scale = 1,
  decimals = 0,
  least = 0,
  most,
  ...field
}: Plain & { unit?: string; scale?: number; decimals?: number; least?: number; most?: number }) {
  return (
    <Field {...field}>
      <Scaled scale={scale} decimals={decimals} least={least} most={most} unit={unit} />
    </Field>
  );
}

function Scaled({
  id,
  value,
  onChange,
  scale,
  decimals,
  least,
  most,
  unit,
}: {
  id?: string;
  value?: number | null;
  onChange?: (value: number | null) => void;
  scale: number;
  decimals: number;
  least: number;
  most?: number | undefined;
  unit?: string | undefined;
}) {
  return (
    <InputNumber
      {...(id !== undefined && { id })}
      className="full"
      value={value === null || value === undefined ? null : value / scale}
      precision={decimals}
      min={least}
      {...(most !== undefined && { max: most })}
      suffix={unit}
      controls={false}
      inputMode={decimals ? "decimal" : "numeric"}
      onChange={(next) => onChange?.(next === null ? null : Math.round(Number(next) * scale))}
    />
  );
}

export function ChoiceField<V extends string>({
  options,
  clear = false,
  disabled = false,
  ...field
}: Plain & { options: { value: V; label: string }[]; clear?: boolean; disabled?: boolean }) {
  return (
    <Field {...field}>
      <Select options={options} allowClear={clear} disabled={disabled} />
    </Field>
  );
}
