using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceBot.Dialogs;
using ServiceBot.Language;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class LiveDialogsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dialogs").FullName;
    private int _trained;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_changed_file_is_live_soon_and_the_model_stays_when_the_intents_do()
    {
        Write(Small.Yaml);
        using var live = Live();
        await live.StartAsync(TestContext.CancellationToken);

        Write(Small.Yaml.Replace("Nine to five", "Ten to four", StringComparison.Ordinal));
        await Until(() => live.Current.Version == 2);
        Assert.AreEqual(1, _trained);

        Write(Small.Yaml.Replace("en: [hours]", "en: [hours, open]", StringComparison.Ordinal));
        await Until(() => live.Current.Version == 3);
        Assert.AreEqual(2, _trained);
        await live.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task A_broken_file_keeps_the_last_good_version_live_and_shows_its_errors()
    {
        Write(Small.Yaml);
        using var live = Live();
        await live.StartAsync(TestContext.CancellationToken);
        var good = live.Current;

        Write("dialogs: [");
        await Until(() => live.Errors.Count > 0);
        Assert.AreSame(good, live.Current);

        Write(Small.Yaml);
        await Until(() => live.Errors.Count == 0);
        Assert.AreSame(good, live.Current);
        await live.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Without_a_good_version_the_start_stops_with_every_error()
    {
        Write("dialogs: 3\nslots: 4");
        using var live = Live();

        var stopped = await Assert.ThrowsExactlyAsync<DialogLoadException>(() => live.StartAsync(TestContext.CancellationToken));

        Assert.HasCount(2, stopped.Errors);
        Assert.Contains("a.yaml:1:10", stopped.Message);
    }

    [TestMethod]
    public async Task A_broken_file_starts_on_the_last_good_version_and_is_live_when_it_is_mended()
    {
        Write(Small.Yaml);
        using (var before = Live())
        {
            await before.LoadAsync(TestContext.CancellationToken);
        }

        Write("dialogs: [");
        using var live = Live();
        await live.StartAsync(TestContext.CancellationToken);
        Assert.IsNotEmpty(live.Current.Catalog.Dialogs);
        Assert.IsNotEmpty(live.Errors);

        Write(Small.Yaml.Replace("Nine to five", "Ten to four", StringComparison.Ordinal));
        await Until(() => live.Current.Version == 2);
        Assert.IsEmpty(live.Errors);
        await live.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task A_model_that_cannot_be_trained_leaves_the_old_pair_live()
    {
        Write(Small.Yaml);
        using var live = Live(failing: 2);
        await live.StartAsync(TestContext.CancellationToken);
        var good = live.Current;

        Write(Small.Yaml.Replace("en: [hours]", "en: [hours, open]", StringComparison.Ordinal));
        await Until(() => _trained == 2);
        Assert.AreSame(good, live.Current);
        await live.StopAsync(TestContext.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private LiveDialogs Live(int failing = 0) => new(Options.Create(new DialogOptions { Path = _folder, LastGoodFile = Path.Combine(_folder, "kept.zip") }),
        (catalog, _) => ++_trained == failing ? throw new InvalidOperationException("no model") : Task.FromResult<IUnderstander>(new NearestExample(catalog)),
        TimeProvider.System, NullLogger<LiveDialogs>.Instance);

    private void Write(string yaml) => File.WriteAllText(Path.Combine(_folder, "a.yaml"), yaml);

    private async Task Until(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
