ExUnit.start(formatters: [ExUnit.CLIFormatter, BeamReport.Formatter], exclude: [:excluded])
