using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Turns;

/// <summary>
/// What the product does with an activity. One turn runs at a time in a conversation; what it does commits whole, or is done again.
/// </summary>
public interface ITurnHandler
{
    /// <summary>Reads an activity before its turn begins: whatever is costly and needs nothing but the activity. Called on any thread.</summary>
    /// <returns>Handed to <see cref="HandleAsync"/>.</returns>
    object? Read(Activity activity);

    /// <summary>Runs the turn in its unit of work. It may run again after a failure, so it changes nothing but the turn and its unit.</summary>
    /// <param name="turn">The activity, the conversation, and where replies go.</param>
    /// <param name="reading">What <see cref="Read"/> made of the activity.</param>
    Task HandleAsync(TurnContext turn, object? reading);

    /// <summary>What to tell the customer when the turn has failed; the error is logged.</summary>
    /// <param name="activity">The activity whose turn failed.</param>
    Activity ReplyToFailure(Activity activity);
}
