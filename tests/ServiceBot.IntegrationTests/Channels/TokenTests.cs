using ServiceBot.Channels.DirectLine;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Channels;

/// <summary>What the product's signature is worth, and how long. The key is the database's.</summary>
public abstract class TokenTests(StorageProvider provider) : DatabaseTests(provider)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [TestMethod]
    public async Task A_token_and_a_visitors_cookie_end_with_their_time()
    {
        var tokens = await TokensAsync();
        var claims = tokens.Read(tokens.Issue("c", "dl_me", DirectLineTokens.RequestUse, Hour))!;
        var cookie = tokens.IssueVisitor("dl_me", Hour);

        Rooms.Clock.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.IsFalse(tokens.IsExpired(claims));
        Assert.AreEqual("dl_me", tokens.ReadVisitor(cookie));

        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsTrue(tokens.IsExpired(claims));
        Assert.IsNull(tokens.ReadVisitor(cookie));
    }

    [TestMethod]
    public async Task Only_what_this_key_signed_is_read_and_a_token_is_no_cookie()
    {
        var tokens = await TokensAsync();
        var token = tokens.Issue("c", "dl_me", DirectLineTokens.RequestUse, Hour);
        var parts = token.Split('.');
        var unsigned = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);

        Assert.IsNull(tokens.ReadVisitor(token));
        Assert.IsNull(tokens.Read($"{parts[0]}.{parts[1]}."));
        Assert.IsNull(tokens.Read($"{unsigned}.{parts[1]}.{parts[2]}"));
        Assert.IsNull(tokens.Read($"{parts[0]}.{parts[1]}x.{parts[2]}"));
        Assert.IsNull(tokens.Read($"{token}.{parts[2]}"));
        Assert.IsNull(tokens.Read(new string('.', 5_000)));
    }

    private async Task<DirectLineTokens> TokensAsync()
    {
        var tokens = Rooms.Get<DirectLineTokens>();
        await tokens.LoadAsync(Cancellation);
        return tokens;
    }
}

[TestClass]
public sealed class TokensOnSqlite() : TokenTests(StorageProvider.Sqlite);

[TestClass]
public sealed class TokensOnPostgreSql() : TokenTests(StorageProvider.PostgreSql);
