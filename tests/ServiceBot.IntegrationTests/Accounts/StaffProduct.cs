using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>The whole product inside this process, over a database of its own, with people of every role.</summary>
internal sealed class StaffProduct : IAsyncDisposable
{
    public const string Password = "seven quiet herons";
    public const string Key = "a-key-that-may-do-everything";
    public const string NarrowKey = "a-key-that-may-read-gaps-only";

    private static readonly StaffBrowser Here = new("192.0.2.7", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    private static readonly Lazy<Task<StaffProduct>> SharedProduct = new(() => StartAsync());

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-staff-");
    private readonly ConcurrentDictionary<StaffRole, Lazy<Task<string>>> _tokens = [];
    private AccountOutcome.SignedIn? _ada;

    private StaffProduct(string[] settings)
    {
        var builder = Product.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--Storage:Path", Path.Combine(_folder.FullName, "t.db"), "--Storage:Keys:Path", Path.Combine(_folder.FullName, "keys"), "--Knowledge:Path", Repository.At("knowledge-base"),
            "--Dialogs:Path", Repository.At("dialogs"), "--Dialogs:ModelFolder", ProductProcess.ModelFolder, "--Dialogs:BuiltModelFolder", ProductProcess.BuiltModelFolder, "--Dialogs:LastGoodFile=", "--Knowledge:LastGoodFile=",
            "--Api:Keys:0:Name=all", $"--Api:Keys:0:Key={Key}", "--Api:Keys:1:Name=narrow", $"--Api:Keys:1:Key={NarrowKey}", "--Api:Keys:1:Scopes:0=gaps:read",
            .. settings,
        ]);
        builder.Logging.ClearProviders();
        App = Product.Build(builder);
    }

    public WebApplication App { get; }

    public Uri Address => new(App.Urls.Single());

    public IDatabase Database => App.Services.GetRequiredService<IDatabase>();

    /// <summary>The one that tests share which only come as people of their own.</summary>
    public static Task<StaffProduct> SharedAsync() => SharedProduct.Value;

    public static async Task<StaffProduct> StartAsync(params string[] settings)
    {
        var product = new StaffProduct(settings);
        await product.App.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await product.App.StartAsync();
        var setUp = product.Get<SetUp>();
        product._ada = (AccountOutcome.SignedIn)await setUp.HandleAsync(
            (await setUp.IssueAsync(CancellationToken.None))!, "Ada Quist", "ada@desk.example", Password, "en", Here, CancellationToken.None);
        return product;
    }

    public static async Task EndSharedAsync()
    {
        if (SharedProduct is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await SharedProduct.Value.Result.DisposeAsync();
        }
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>The administrator that the others were invited by.</summary>
    public StaffMember Ada => _ada!.Member;

    /// <summary>A browser in which nobody is signed in.</summary>
    public StaffClient Visit() => new(Address);

    /// <summary>A browser in which somebody of a role is signed in; agents and leads are of the team <c>faults</c>.</summary>
    public async Task<StaffClient> VisitAsync(StaffRole role) => new(Address, await _tokens.GetOrAdd(role, wanted => new(() => TokenAsync(wanted))).Value);

    /// <summary>Somebody new.</summary>
    public async Task<AccountOutcome.SignedIn> JoinAsync(string email, StaffRole role = StaffRole.Agent, string? team = "faults", string language = "en", string? name = null)
    {
        var invitations = Get<Invitations>();
        var wanted = new Invitation { Id = default, Email = email, Name = name ?? $"{role} Kestrel", Role = role, Team = team, Language = language, ExpiresAt = default };
        var link = (AccountOutcome.Shown)await invitations.InviteAsync(Ada.Id, wanted, token => new($"https://desk.example/?{token}"), CancellationToken.None);
        return (AccountOutcome.SignedIn)await invitations.AcceptAsync(new Uri(link.Words[0]).Query[1..], wanted.Name, Password, Here, CancellationToken.None);
    }

    /// <summary>Waits until something is there that a reader of the signal log makes.</summary>
    /// <param name="sql">Counts it.</param>
    /// <param name="parameters">Its parameters.</param>
    public async Task UntilThereAsync(string sql, object? parameters = null)
    {
        var clock = Stopwatch.StartNew();
        while (await Database.ReadAsync(session => session.GetAsync<long>(sql, parameters), CancellationToken.None) == 0)
        {
            Assert.IsLessThan(30, clock.Elapsed.TotalSeconds, $"never there: {sql}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<string> TokenAsync(StaffRole role) =>
        role == StaffRole.Administrator ? _ada!.Token : (await JoinAsync($"{role}@desk.example", role)).Token;
}
