using JourneyTrace.Server.Commands;

return await CommandLine.RunAsync(args);
