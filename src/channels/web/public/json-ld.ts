import { tariffOn } from "../../../catalogue/index.ts";
import { decimalText } from "../../../kernel/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";
import { authorityOf, fixedAmount } from "./facts.ts";
import type { ServiceParts } from "./service-parts.ts";

/**
 * The service for machines: schema.org GovernmentService and CPSV PublicService, as JSON-LD. `<` is
 * written as an escape, so that no text can end the element (HTML 4.12.1.3).
 */
export function governmentService(parts: ServiceParts, baseUrl: string): SafeHtml {
  const text = JSON.stringify(dataOf(parts, baseUrl)).replaceAll("<", "\\u003c");
  return html.raw`<script type="application/ld+json">${text}</script>`;
}

function dataOf({ def, catalogue, today, t }: ServiceParts, baseUrl: string) {
  const authority = authorityOf(catalogue, def.authority);
  const url = `${baseUrl}/services/${def.id}`;
  const offers = def.fees.flatMap((fee) => {
    const money = fixedAmount(fee, today);
    // What is only an example here must not become a fact elsewhere.
    return money && !tariffOn(fee, today)?.illustrative
      ? [
          {
            "@type": "Offer",
            name: t.words(fee.title),
            price: decimalText(money),
            priceCurrency: money.currency,
          },
        ]
      : [];
  });
  return {
    "@context": ["https://schema.org", { cpsv: "http://purl.org/vocab/cpsv#" }],
    "@type": ["GovernmentService", "cpsv:PublicService"],
    "@id": url,
    url,
    name: t.words(def.title),
    description: t.words(def.description),
    availableLanguage: catalogue.jurisdiction.languages,
    serviceOperator: {
      "@type": "GovernmentOrganization",
      name: authority ? t.words(authority.name) : def.authority,
      ...(authority?.url && { url: authority.url }),
    },
    areaServed: { "@type": "Country", name: t.words(catalogue.jurisdiction.name) },
    audience: { "@type": "Audience", audienceType: t.words(def.whoMayApply) },
    availableChannel: {
      "@type": "ServiceChannel",
      serviceUrl: def.process ? url : `${url}/check`,
      availableLanguage: catalogue.jurisdiction.languages,
    },
    ...(offers.length > 0 && { offers }),
    ...(def.output && {
      serviceOutput: { "@type": "GovernmentPermit", name: t.words(def.output.title) },
    }),
  };
}
