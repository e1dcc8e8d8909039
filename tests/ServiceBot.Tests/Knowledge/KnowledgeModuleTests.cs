using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Knowledge;
using ServiceBot.Language;

namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class KnowledgeModuleTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_room_answers_once_the_host_has_started()
    {
        var folder = Directory.CreateTempSubdirectory("room-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.md"), A.ArticleText(), TestContext.CancellationToken);
        using var host = Host(folder.FullName, "0.3");

        await host.StartAsync(TestContext.CancellationToken);
        var answer = host.Services.GetRequiredService<IKnowledge>().Answer("router dropping", TextLanguage.English, []);
        await host.StopAsync(TestContext.CancellationToken);

        folder.Delete(recursive: true);
        Assert.AreEqual("router-drops", answer.Passages[0].ArticleId);
    }

    [TestMethod]
    [DataRow("-0.1")]
    [DataRow("1.01")]
    public async Task A_threshold_that_is_no_probability_stops_the_start(string threshold)
    {
        using var host = Host(AppContext.BaseDirectory, threshold);

        await Assert.ThrowsExactlyAsync<OptionsValidationException>(() => host.StartAsync(TestContext.CancellationToken));
    }

    private static IHost Host(string folder, string threshold)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = folder });
        builder.Configuration["Knowledge:Path"] = ".";
        builder.Configuration["Knowledge:LastGoodFile"] = "";
        builder.Configuration["Knowledge:Threshold"] = threshold;
        builder.Services.AddKnowledge();
        return builder.Build();
    }
}
