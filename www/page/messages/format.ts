/** How figures are written in the reader's language. */
import { Store } from '../store';

export type Language = 'en' | 'ko';
export const LANGUAGES: readonly Language[] = ['en', 'ko'];

/** The language the page speaks now. */
export const language = new Store<Language>('en');

/** A number as the reader's language writes it, with at most three digits after the point. */
export function formatNumber(value: number, fractionDigits = 3): string {
  return numbers(0, fractionDigits).format(value);
}

/** A ratio with two digits after the point, from 10 on with three in all: no run tells more. */
export function formatRatio(value: number): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return numbers(digits, digits).format(value);
}

/** Milliseconds to three significant digits, and never finer than the clock. */
export function formatMs(ms: number, resolutionMs = 0.001): string {
  if (!Number.isFinite(ms)) return '–';
  const finest = Math.max(0, Math.ceil(-Math.log10(Math.max(resolutionMs, 1e-6)) - 1e-9));
  const size = ms === 0 ? 0 : Math.floor(Math.log10(Math.abs(ms)));
  const digits = Math.min(finest, Math.max(0, 2 - size));
  return numbers(digits, digits).format(ms);
}

/** A figure of any size to three significant digits. */
export function formatSignificant(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return formatNumber(value, Math.max(0, 2 - size));
}

/** A number of bytes in binary units, which are whole here. */
export function formatBytes(bytes: number): string {
  if (bytes >= 2 ** 20) return `${formatNumber(bytes / 2 ** 20, 1)} MiB`;
  return bytes >= 1024 ? `${formatNumber(bytes / 1024, 1)} KiB` : `${formatNumber(bytes)} B`;
}

/**
 * Formats are slow to make and quick to use: one is kept for each language and number of digits.
 */
const formats = new Map<string, Intl.NumberFormat>();

function numbers(minimumFractionDigits: number, maximumFractionDigits: number): Intl.NumberFormat {
  const key = `${language.value} ${minimumFractionDigits} ${maximumFractionDigits}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language.value, {
      minimumFractionDigits,
      maximumFractionDigits,
    });
    formats.set(key, format);
  }
  return format;
}

/** Day and time, in the reader's own time zone. */
export function formatMoment(atMs: number): string {
  return new Intl.DateTimeFormat(language.value, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(atMs);
}

/** A small figure such as a relative error, in powers of ten. */
export function formatScientific(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(1).split('e');
  return `${mantissa}×10${superscript(Number(exponent))}`;
}

function superscript(exponent: number): string {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const text = Array.from(String(Math.abs(exponent)), (digit) => digits[Number(digit)] ?? '').join(
    '',
  );
  return exponent < 0 ? `⁻${text}` : text;
}
