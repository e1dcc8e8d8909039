using ServiceBot.Web.Verbs;

return await CommandLine.RunAsync(args);
