[
  inputs: ["{lib,test}/**/*.{ex,exs}", "sample/apps/*/{lib,test}/**/*.{ex,exs}", "mix.exs"],
  line_length: 120
]
