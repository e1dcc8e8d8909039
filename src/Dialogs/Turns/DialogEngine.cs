using ServiceBot.Knowledge;

namespace ServiceBot.Dialogs;

/// <summary>Turns a message into replies and a new state. Pure: it reads no clock and touches nothing but its two ports.</summary>
/// <param name="options">The thresholds.</param>
/// <param name="company">Whose bot it is; null: the default.</param>
public sealed class DialogEngine(DialogOptions options, CompanyName? company = null)
{
    private readonly CompanyName _company = company ?? new();

    /// <summary>Runs one turn.</summary>
    /// <param name="release">The dialogs and their model.</param>
    /// <param name="state">Where the conversation stands, perhaps under older dialogs.</param>
    /// <param name="input">What arrived.</param>
    /// <param name="actions">What dialogs can make the product do.</param>
    /// <param name="knowledge">The knowledge base.</param>
    /// <param name="cancellationToken">Ends the wait for actions.</param>
    public async ValueTask<DialogResult> TurnAsync(
        DialogRelease release, DialogState state, DialogInput input, IDialogActions actions, IKnowledge knowledge, CancellationToken cancellationToken)
    {
        var turn = new Turn(options, _company, release, state, input, actions, knowledge, cancellationToken);
        await TurnPolicy.HandleAsync(turn);
        await SeveralMatters.GoOnAsync(turn);
        if (turn.Replies.Count == 0)
        {
            await Knowing.NothingFoundAsync(turn);
        }

        return turn.Result();
    }
}
