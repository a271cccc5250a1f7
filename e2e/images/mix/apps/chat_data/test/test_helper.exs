ExUnit.start(formatters: [ExUnit.CLIFormatter, BeamReport.Formatter])
