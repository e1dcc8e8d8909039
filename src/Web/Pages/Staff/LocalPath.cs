namespace ServiceBot.Web.Pages.Staff;

/// <summary>Where a page may send people back to: somewhere in the product, never elsewhere.</summary>
internal static class LocalPath
{
    /// <summary>The first page after signing in.</summary>
    public const string Home = "/desk";

    /// <summary>A path that was asked for, or <see cref="Home"/> if it is not plainly one of this host: <c>//elsewhere</c>, <c>/\elsewhere</c>, <c>https:…</c>.</summary>
    public static string Of(string? wanted) =>
        wanted is { Length: > 0 and <= 2_000 } && wanted[0] == '/' && (wanted.Length == 1 || wanted[1] is not ('/' or '\\')) && !wanted.Any(char.IsControl) ? wanted : Home;
}
