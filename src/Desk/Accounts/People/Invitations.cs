using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Email;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SingleSignOn;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.People;

/// <summary>Somebody who may join.</summary>
public sealed record Invitation
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where the letter went.</summary>
    public required string Email { get; init; }

    /// <summary>The name, until they choose another.</summary>
    public required string Name { get; init; }

    /// <summary>What they may do.</summary>
    public required StaffRole Role { get; init; }

    /// <summary>Their team; null: none.</summary>
    public string? Team { get; init; }

    /// <summary>The language of the letter and of their pages.</summary>
    public required string Language { get; init; }

    /// <summary>Until when it counts.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Invites people to the desk; the link in the letter lets them choose a password.</summary>
public sealed class Invitations(IDatabase database, OutboxSender outbox, NewMember newMember, AccountSignals signals, IOptions<AccountOptions> options,
    IOptions<SingleSignOnOptions> singleSignOn, TimeProvider clock)
{
    private const string Columns = "id, email, name, role, team, language, expires_at";

    private const string Upsert = """
        INSERT INTO desk_invitation (id, hash, email, name, role, team, language, invited_by, expires_at)
        VALUES (@id, @hash, @email, @name, @role, @team, @language, @by, @expiresAt)
        ON CONFLICT (email) DO UPDATE SET id = excluded.id, hash = excluded.hash, name = excluded.name, role = excluded.role, team = excluded.team,
            language = excluded.language, invited_by = excluded.invited_by, expires_at = excluded.expires_at
        """;

    /// <summary>All invitations that nobody has taken, those that are over as well.</summary>
    public static Task<IReadOnlyList<Invitation>> ListAsync(Session session) =>
        session.QueryAsync<Invitation>($"SELECT {Columns} FROM desk_invitation ORDER BY name, id", new { });

    /// <summary>Sends a letter, and gives the link to be shown once. An earlier invitation of the same address is replaced.</summary>
    /// <param name="by">Who invites.</param>
    /// <param name="wanted">Whom, and as what; id and end are given here.</param>
    /// <param name="linkTo">Makes an address of a link's word.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AccountOutcome> InviteAsync(Guid by, Invitation wanted, Func<string, Uri> linkTo, CancellationToken cancellationToken)
    {
        var name = NewMember.NameOf(wanted.Name);
        if (name.Length == 0)
        {
            return new AccountOutcome.NoName();
        }

        if (!EmailAddress.TryParse(wanted.Email, out var address))
        {
            return new AccountOutcome.NotAnAddress();
        }

        if (wanted.Team is { } team && !RequestLimits.IsWord(team))
        {
            return new AccountOutcome.NotAChoice();
        }

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var token = SecretToken.New();
        var link = linkTo(token);
        return await database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                if (await StaffStore.FindByEmailAsync(unit, address.Value) is not null)
                {
                    return new AccountOutcome.Taken();
                }

                await unit.ExecuteAsync(Upsert, new
                {
                    id,
                    hash = SecretToken.HashOf(token),
                    email = address.Value,
                    name,
                    role = EnumWord.Of(wanted.Role),
                    team = wanted.Team,
                    language = wanted.Language,
                    by,
                    expiresAt = now.AddDays(options.Value.InvitationDays),
                });
                await outbox.PostAsync(unit, $"invitation:{id}", Letter.Kind, AccountLetters.Invitation(address.Value, name, link, wanted.Language).ToJson());
                await signals.AppendAsync(unit, "StaffInvited", by, new { invitation = id, role = wanted.Role.ToString(), wanted.Team });
                return new AccountOutcome.Shown([link.ToString()]);
            },
            cancellationToken);
    }

    /// <summary>Takes an invitation back.</summary>
    public Task<AccountOutcome> WithdrawAsync(Guid by, Guid id, CancellationToken cancellationToken) => database.WriteAsync<AccountOutcome>(
        async unit =>
        {
            if (await unit.ExecuteAsync("DELETE FROM desk_invitation WHERE id = @id", new { id }) == 0)
            {
                return new AccountOutcome.NotFound();
            }

            await signals.AppendAsync(unit, "InvitationWithdrawn", by, new { invitation = id });
            return new AccountOutcome.Done();
        },
        cancellationToken);

    /// <summary>The invitation of a link's word; null: there is none, or it is over.</summary>
    public Task<Invitation?> FindAsync(string token, CancellationToken cancellationToken) => database.ReadAsync(session => FindAsync(session, token), cancellationToken);

    /// <summary>Joins, and signs in.</summary>
    public async Task<AccountOutcome> AcceptAsync(string token, string name, string password, StaffBrowser browser, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { } invitation)
        {
            return new AccountOutcome.LinkIsOver();
        }

        if (!singleSignOn.Value.TakesPassword(invitation.Email))
        {
            return new AccountOutcome.PasswordOff();
        }

        name = NewMember.NameOf(name);
        if (NewMember.FaultOf(name, invitation.Email, password) is { } fault)
        {
            return fault;
        }

        var hash = PasswordHash.Of(password);
        var now = clock.GetUtcNow();
        return await database.WriteAsync(
            async unit =>
            {
                // What counts is the invitation as it is now, and it counts once.
                if (await FindAsync(unit, token) is not { } present || await unit.ExecuteAsync("DELETE FROM desk_invitation WHERE id = @Id", new { present.Id }) == 0)
                {
                    return new AccountOutcome.LinkIsOver();
                }

                return await newMember.AddAsync(
                    unit,
                    new()
                    {
                        Id = Guid.CreateVersion7(now),
                        Name = name,
                        Email = present.Email,
                        Role = present.Role,
                        Team = present.Team,
                        Language = present.Language,
                        CreatedAt = now,
                    },
                    hash,
                    browser);
            },
            cancellationToken);
    }

    /// <summary>Takes the invitation of an address that a provider has verified.</summary>
    /// <returns>Null: there is none, or it is over.</returns>
    internal static async Task<Invitation?> TakeAsync(UnitOfWork unit, string email, DateTimeOffset now) =>
        await unit.FindAsync<Invitation>($"DELETE FROM desk_invitation WHERE email = @email AND expires_at > @now RETURNING {Columns}", new { email, now });

    private Task<Invitation?> FindAsync(Session session, string token) => session.FindAsync<Invitation>(
        $"SELECT {Columns} FROM desk_invitation WHERE hash = @hash AND expires_at > @now", new { hash = SecretToken.HashOf(token), now = clock.GetUtcNow() });
}
