using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Accounts.Passkeys;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SignIn;
using ServiceBot.Desk.Accounts.SingleSignOn;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts;

/// <summary>Puts the accounts in their place.</summary>
internal static class AccountsModule
{
    /// <summary>The scheme that looks at what a request brings: pages are for sessions alone, the API takes a key or a session.</summary>
    private const string AnyCaller = "Caller";

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication(AnyCaller)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null)
            .AddPolicyScheme(AnyCaller, null, options => options.ForwardDefaultSelector = http =>
                SessionHandler.IsForProgram(http.Request) && (ApiKeyHandler.HasKey(http.Request) || !SessionHandler.HasCookie(http.Request))
                    ? ApiKeyHandler.SchemeName
                    : SessionHandler.SchemeName);
        services.AddSingleton<AccountSignals>();
        services.AddSingleton<Tries>();
        services.AddSingleton<StaffSessions>();
        services.AddSingleton<NewMember>();
        services.AddSingleton<SetUp>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<ManagePeople>();
        services.AddSingleton<ManageKeys>();
        services.AddSingleton<SignInWithPassword>();
        services.AddSingleton<ResetPassword>();
        services.AddOptions<SingleSignOnOptions>().BindConfiguration(SingleSignOnOptions.Section).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<SingleSignOnOptions>, EntraAddresses>();
        services.AddSingleton<IValidateOptions<SingleSignOnOptions>, SingleSignOnOptionsRules>();
        services.AddSingleton<SignInWithProvider>();
        services.AddSingleton<ConnectIdentity>();
        services.AddSingleton<OwnPassword>();
        services.AddSingleton<IPasskeyHandler<StaffMember>>(provider => new PasskeyHandler<StaffMember>(
            new UserManager<StaffMember>(new PasskeyUsers(provider.GetRequiredService<IDatabase>()), null!, null!, [], [], null!, new(), null!, provider.GetRequiredService<ILogger<UserManager<StaffMember>>>()),
            Options.Create(new IdentityPasskeyOptions { ResidentKeyRequirement = "required", UserVerificationRequirement = "required" })));
        services.AddSingleton<PasskeyStates>();
        services.AddSingleton<OwnPasskeys>();
        services.AddSingleton<SignInWithPasskey>();
        return services.AddSingleton<OwnAccount>();
    }
}
