using ServiceBot.Channels.Turns;

namespace ServiceBot.Dialogs.Bot;

/// <summary>Hears what a customer says or presses before the dialogs, surveys and people do, and may deal with it itself.</summary>
public interface IHearFirst
{
    /// <summary>Hears it.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>True: it is dealt with, and nobody else hears it.</returns>
    Task<bool> HandleAsync(TurnContext turn);
}
