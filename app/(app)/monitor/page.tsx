import { MonitorFigures } from "#components/monitor/monitor-figures"

export default function MonitorPage() {
  return <MonitorFigures />
}
