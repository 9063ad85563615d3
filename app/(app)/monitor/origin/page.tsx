import { OriginPage } from "#components/monitor/origin/origin-page"

export default function Origin() {
  return <OriginPage />
}
