export interface FormSetting {
  readonly once: () => string;
  readonly version: number;
  /** Where the form leads back to. */
  readonly back: string;
}

/** What every form of the portal carries beside its act. */
export function HiddenFields(parts: {
  readonly setting: FormSetting;
  readonly fields: Readonly<Record<string, string>>;
}) {
  const { setting, fields } = parts;
  const all = {
    ...fields,
    once: setting.once(),
    version: String(setting.version),
    back: setting.back,
  };
  return Object.entries(all).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
