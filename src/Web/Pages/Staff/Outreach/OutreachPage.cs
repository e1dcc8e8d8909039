using Microsoft.AspNetCore.Components;
using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Web.Pages.Staff.Outreach;

/// <summary>What the pages of campaigns and templates have in common: who may change them, and how a form ends.</summary>
public abstract class OutreachPage : StaffPage
{
    [SupplyParameterFromQuery] public string? Saved { get; set; }
    [Inject] public required IDatabase Database { get; init; }

    protected bool MayWrite => Http.User.May(Permission.OutreachWrite);

    protected string By => Actor.Staff(Member.Id).Name;

    /// <summary>Says what is wrong; or, if nothing is, goes to a page.</summary>
    protected void End<T>(EditOutcome<T> outcome, Func<T, string> to) => End(outcome, to, Words.OutreachFault);
}
