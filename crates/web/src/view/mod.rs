//! Ready-to-print pages: each struct fills one template and knows neither store nor rules.
