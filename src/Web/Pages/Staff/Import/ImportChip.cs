using ServiceBot.Crm.Import;

namespace ServiceBot.Web.Pages.Staff.Import;

/// <summary>How the state of an import is coloured, beside its word.</summary>
internal static class ImportChip
{
    public static string? ToneOf(ImportState state) => state switch
    {
        ImportState.Done => "good",
        ImportState.Failed => "bad",
        _ => null,
    };
}
