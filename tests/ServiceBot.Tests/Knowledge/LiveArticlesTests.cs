using Microsoft.Extensions.Logging.Abstractions;
using ServiceBot.Knowledge;
using ServiceBot.Knowledge.Articles;
using ServiceBot.Storage;

namespace ServiceBot.Tests.Knowledge;

[TestClass]
public sealed class LiveArticlesTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("articles-").FullName;

    public TestContext TestContext { get; set; } = null!;

    private LastGoodFiles Kept => new(Path.Combine(_folder, "kept.zip"), NullLogger.Instance);

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task A_new_a_changed_and_a_deleted_article_are_live_at_once()
    {
        Save("en/a.md", A.ArticleText("a", "First"));
        using var live = await StartAsync();

        Save("en/a.md", A.ArticleText("a", "Second"));
        await UntilAsync(live, () => live.Current.Find("en", "a")?.Title == "Second");
        Save("zh/new/b.md", A.ArticleText("b", "新的", "zh"));
        await UntilAsync(live, () => live.Current.Find("zh", "b") is not null);
        File.Delete(Path.Combine(_folder, "en/a.md"));
        await UntilAsync(live, () => live.Current.Find("en", "a") is null);

        Assert.IsEmpty(live.Errors);
        await live.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task A_broken_article_stays_in_its_last_good_version_while_others_change()
    {
        Save("a.md", A.ArticleText("a", "First"));
        Save("b.md", A.ArticleText("b", "First"));
        using var live = await StartAsync();

        Save("a.md", "---\nid: [broken\n---\n");
        await UntilAsync(live, () => live.Errors.Count > 0);
        Save("b.md", A.ArticleText("b", "Second"));
        await UntilAsync(live, () => live.Current.Find("en", "b")?.Title == "Second");

        Assert.AreEqual("First", live.Current.Find("en", "a")?.Title);
        Assert.AreEqual("a.md", live.Errors[0].File);

        Save("a.md", A.ArticleText("a", "Mended"));
        await UntilAsync(live, () => live.Errors.Count == 0);
        Assert.AreEqual("Mended", live.Current.Find("en", "a")?.Title);
    }

    [TestMethod]
    public async Task An_article_that_vanishes_leaves_those_that_link_to_it()
    {
        Save("a.md", A.ArticleText("a", body: "See [b](b)."));
        Save("b.md", A.ArticleText("b"));
        using var live = await StartAsync();

        File.Delete(Path.Combine(_folder, "b.md"));
        await UntilAsync(live, () => live.Current.Find("en", "b") is null);

        Assert.IsNotNull(live.Current.Find("en", "a"));
        StringAssert.Contains(live.Current.Page("en", "a")!.Html, "See b.", StringComparison.Ordinal);
        StringAssert.Contains(live.Errors.Single().Message, "`b` is not known", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_folder_that_goes_away_for_a_while_takes_nothing_down()
    {
        Save("a.md", A.ArticleText("a", "First"));
        using var live = await StartAsync();

        Directory.Move(_folder, _folder + "-away");
        Directory.CreateDirectory(_folder + "-away/sub");
        var before = live.Current;
        Directory.Move(_folder + "-away", _folder);
        Save("a.md", A.ArticleText("a", "Second"));
        await UntilAsync(live, () => live.Current.Find("en", "a")?.Title == "Second");

        Assert.IsNotNull(before.Find("en", "a"));
    }

    [TestMethod]
    public void Good_articles_start_without_the_bad_ones()
    {
        Save("a.md", A.ArticleText("a"));
        Save("b.md", "nothing");
        using var live = Live();

        live.Load();

        Assert.HasCount(1, live.Current.Articles);
        Assert.HasCount(1, live.Errors);
    }

    [TestMethod]
    public void A_broken_article_starts_in_its_last_good_version_and_a_deleted_one_stays_away()
    {
        Save("a.md", A.ArticleText("a", "First"));
        Save("b.md", A.ArticleText("b", "First"));
        Save("c.md", A.ArticleText("c", "First"));
        using (var before = Live())
        {
            before.Load();
        }

        Save("a.md", "nothing");
        Save("b.md", A.ArticleText("b", "Second"));
        File.Delete(Path.Combine(_folder, "c.md"));
        using var live = Live();
        live.Load();

        Assert.AreEqual("First", live.Current.Find("en", "a")?.Title);
        Assert.AreEqual("Second", live.Current.Find("en", "b")?.Title);
        Assert.HasCount(2, live.Current.Articles);
        Assert.AreEqual("a.md", live.Errors.Single().File);

        using var again = Live();
        again.Load();
        Assert.AreEqual("First", again.Current.Find("en", "a")?.Title, "It is kept for as long as the file is broken.");
    }

    [TestMethod]
    public void A_folder_without_one_good_article_does_not_start_and_says_all_that_is_wrong()
    {
        Save("a.md", "nothing");
        Save("b.md", "---\nid: B!\ntitle: T\nlanguage: fr\n---\nText.");
        using var live = Live();

        var exception = Assert.ThrowsExactly<KnowledgeLoadException>(live.Load);

        Assert.HasCount(3, exception.Errors);
        StringAssert.Contains(exception.Message, "b.md:4:11: The language `fr` is not known.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void An_empty_folder_does_not_start()
    {
        using var live = Live();

        Assert.AreEqual("There are no articles.", Assert.ThrowsExactly<KnowledgeLoadException>(live.Load).Errors.Single().Message);
    }

    [TestMethod]
    public void A_missing_folder_does_not_start()
    {
        using var live = new LiveArticles(Path.Combine(_folder, "none"), Kept, TimeProvider.System, NullLogger<LiveArticles>.Instance);

        Assert.AreEqual("There is no such folder.", Assert.ThrowsExactly<KnowledgeLoadException>(live.Load).Errors.Single().Message);
    }

    private LiveArticles Live() => new(_folder, Kept, TimeProvider.System, NullLogger<LiveArticles>.Instance);

    private async Task<LiveArticles> StartAsync()
    {
        var live = Live();
        await live.StartAsync(TestContext.CancellationToken);
        return live;
    }

    private void Save(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task UntilAsync(LiveArticles live, Func<bool> holds)
    {
        var happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object? sender, EventArgs e)
        {
            if (holds())
            {
                happened.TrySetResult();
            }
        }

        live.Reloaded += Look;
        Look(null, EventArgs.Empty);
        await happened.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.CancellationToken);
        live.Reloaded -= Look;
    }
}
