using System.Globalization;
using ServiceBot.Desk.OnCall;

namespace ServiceBot.Web.Pages.Staff.OnCall;

/// <summary>A rota as its form sends it.</summary>
public sealed class RotaForm
{
    public string? Name { get; set; }
    public string? Team { get; set; }
    public string? Zone { get; set; }
    public long Version { get; set; }
    public List<LayerForm>? Layers { get; set; }

    /// <summary>The form of a rota as it stands, with room for another layer.</summary>
    public static RotaForm Of(Rota rota, DateOnly today) => new()
    {
        Name = rota.Name,
        Team = rota.Team,
        Zone = rota.Zone,
        Version = rota.Version,
        Layers = [.. rota.Layers.Select(LayerForm.Of), .. rota.Layers.Count < KeepRotas.MostLayers ? [LayerForm.New(today)] : Array.Empty<LayerForm>()],
    };

    /// <summary>The rota; null: a day or a number is none. A layer in which nobody takes turns is none.</summary>
    public Rota? Rota()
    {
        var layers = (Layers ?? []).Where(layer => layer.People.Count > 0).Select(layer => layer.Layer()).ToList();
        return layers.Contains(null) ? null : new() { Name = Name ?? "", Team = Team ?? "", Zone = Zone?.Trim() ?? "", Version = Version, Layers = [.. layers.OfType<RotaLayer>()] };
    }
}

/// <summary>A layer as its form sends it.</summary>
public sealed class LayerForm
{
    public string? From { get; set; }
    public string? HandOver { get; set; }
    public string? Days { get; set; }
    public string? Hours { get; set; }
    public List<string?>? Members { get; set; }

    /// <summary>Who was chosen, in their order.</summary>
    public IReadOnlyList<Guid> People => [.. (Members ?? []).Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>()];

    public static LayerForm Of(RotaLayer layer) => new()
    {
        From = Text(layer.From),
        HandOver = layer.HandOver,
        Days = layer.Days.ToString(CultureInfo.InvariantCulture),
        Hours = layer.Hours,
        Members = [.. layer.Members.Select(member => $"{member}")],
    };

    public static LayerForm New(DateOnly today) => new() { From = Text(today.AddDays(-(((int)today.DayOfWeek + 6) % 7))), HandOver = "09:00", Days = "7" };

    public RotaLayer? Layer() => DateOnly.TryParseExact(From, "yyyy-MM-dd", out var from) && int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        ? new() { From = from, HandOver = HandOver ?? "", Days = days, Hours = Hours?.Trim() ?? "", Members = People }
        : null;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
