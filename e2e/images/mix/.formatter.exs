[
  inputs: ["mix.exs", "config/*.exs", "apps/*/mix.exs", "apps/*/{lib,test}/**/*.{ex,exs}"],
  line_length: 120
]
