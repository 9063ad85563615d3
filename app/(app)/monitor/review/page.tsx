import { ReviewPage } from "#components/monitor/review/review-page"

export default function Review() {
  return <ReviewPage />
}
