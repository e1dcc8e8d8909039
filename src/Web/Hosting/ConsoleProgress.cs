using ServiceBot.Crm.Demo;

namespace ServiceBot.Web.Hosting;

/// <summary>Shows on the console how far the seeding has come.</summary>
internal sealed class ConsoleProgress : IProgress<SeedProgress>
{
    public void Report(SeedProgress value)
    {
        if (!Console.IsOutputRedirected)
        {
            Console.Write($"\r{value.What}: {value.Done} of {value.Of}   {(value.Done == value.Of ? "\n" : "")}");
        }
    }
}
