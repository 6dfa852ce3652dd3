/** Go's package time over the value model (Go 1.26, the release Helm 4.3 is built with). */
export { daysInMonth } from "./civil.ts";
export { type Clock, currentTime } from "./clock.ts";
export {
  DURATION_MAX,
  DURATION_MIN,
  durationIn,
  formatDuration,
  HOUR,
  MILLISECOND,
  MICROSECOND,
  MINUTE,
  parseDuration,
  roundDuration,
  SECOND,
  truncateDuration,
} from "./duration.ts";
export { durationValue, monthValue, weekdayValue } from "./duration-value.ts";
export { formatTime, RFC3339, RFC3339_NANO, timeString } from "./format.ts";
export { intlZones } from "./intl.ts";
export { fixedZone, loadLocation, type Location, UTC, UTC_ONLY, type ZonePeriod, type Zones } from "./location.ts";
export { parseTime, parseTimeOrZero, type ParseOptions } from "./parse.ts";
export {
  addDuration,
  compareTimes,
  type DateParts,
  dateIn,
  type Fields,
  fieldsOf,
  type GoTime,
  inLocation,
  nanosecondsSinceEpoch,
  subtract,
  unixTime,
  ZERO_TIME,
} from "./time.ts";
export { asTime, locationValue, marshalTime, TIME_TYPE, timeValue } from "./value.ts";
export { fileZones, type ZoneFiles, type ZoneSettings } from "./zones.ts";
