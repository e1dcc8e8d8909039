namespace ServiceBot.Tests.Knowledge;

/// <summary>
/// Questions of Harborline's customers, written for this project, with the articles that answer them; «-»: none does. Lines 1, 3, 5 … fitted the
/// coefficients of <c>Confidence</c>; lines 2, 4, 6 … are the test's.
/// </summary>
internal static class EnglishQuestions
{
    public const string Answerable = """
        router-drops | my router keeps dropping the connection
        router-drops | wifi cuts out every few minutes
        router-drops | the internet disconnects again and again
        router-drops wifi-coverage | connection is unstable, it drops randomly in the evening
        no-internet outage-check | I have no internet at all since this morning
        no-internet | internet not working, the light is white though
        no-internet outage-check | nothing loads, I am completely offline
        slow-speed | why is my internet so slow
        slow-speed | download speed is much lower than it should be
        slow-speed speed-guarantee | I only get 20 Mbps, how do I test my speed
        speed-guarantee | do you guarantee a minimum speed
        speed-guarantee slow-speed | can I claim money because the speed is too low
        wifi-coverage mesh-point-setup | no wifi in the bedroom upstairs
        wifi-coverage | weak signal in some rooms, what helps
        mesh-point-setup | how do I install a mesh point
        mesh-point-setup | my mesh point will not connect
        wifi-password | where can I find the wifi password
        wifi-password | I want to change the name of my wifi network
        router-setup | how do I connect my new hub 2
        router-setup | setting up the router for the first time
        router-lights | what does the orange light on my router mean
        router-lights no-internet | the hub shows a red light
        restart-reset-router | how do I reboot the router
        restart-reset-router | factory reset of the hub
        outage-check | is there an outage in my area
        outage-check | is the network down in my street
        technician-visit | I want to book a technician
        technician-visit | the engineer did not show up for the appointment
        technician-visit | can I move my technician appointment to another day
        installation | how does the installation of a new line work
        installation plans-overview | how much does installation cost
        phone-service | my landline has no dial tone
        phone-service | home phone crackles during calls
        track-order | where is my order
        track-order late-delivery | how can I track my parcel
        late-delivery track-order | order HL-204817 has not arrived yet
        late-delivery | my package is late
        late-delivery | still waiting for my delivery, it should have come a week ago
        missed-delivery | I was not at home when the courier came
        missed-delivery | how do I pick up my parcel from the pick-up point
        damaged-delivery | the parcel arrived broken
        damaged-delivery | my order came with a damaged screen, what now
        missing-item | one item is missing from the box
        missing-item | you sent me the wrong product
        delivery-times | how long does shipping take
        delivery-times place-order | what does express delivery cost
        change-delivery | I need to change the delivery address of my order
        change-delivery delivery-times | can I upgrade my order to express shipping
        cancel-order | cancel my order please
        cancel-order | I ordered the wrong thing and want to cancel it before it ships
        place-order | how do I buy something in your shop
        place-order | I want to order a mesh point
        how-to-return | how do I send back an item
        how-to-return | I need a return label
        how-to-return cancel-contract | how do I return the router when I leave
        returns-policy | what is your return policy
        returns-policy | can I return something after 30 days
        refund-times | when will I get my money back
        refund-times | my refund has not arrived
        refund-times | how long does a refund take
        warranty | is my device still under warranty
        warranty | my router is broken, can it be repaired
        read-your-bill | can you explain my bill
        read-your-bill | where do I find an old invoice
        read-your-bill | why is my bill higher this month
        first-bill | why is my first bill so expensive
        first-bill | my first invoice is more than the monthly price
        disputed-charge | there is a charge on my bill I do not recognise
        disputed-charge | I was charged twice
        disputed-charge | I want to dispute a charge
        payment-methods | which payment methods do you accept
        payment-methods | can I pay by bank transfer
        payment-methods direct-debit | how do I change my credit card
        payment-failed | my card was declined
        payment-failed | the payment did not go through
        direct-debit | how do I set up direct debit
        direct-debit | I have a new bank account, how do I change the direct debit
        late-payment | what happens if I pay my bill late
        late-payment | I cannot pay my bill on time
        late-payment | is there a late fee
        plans-overview | which plans do you offer
        plans-overview | how much is your fastest broadband
        change-plan | I would like to upgrade my plan
        change-plan | switch to a cheaper plan
        contract-length | when does my contract end
        contract-length | how long is the minimum term
        contract-length | what is the difference between monthly and 12 month contract
        cooling-off | I changed my mind after signing up
        cooling-off | can I withdraw within 14 days
        cancel-contract | how can I terminate my contract
        cancel-contract | I want to cancel my broadband
        cancel-contract | what is the early termination fee
        moving-house | I am moving to a new house, can I keep my internet
        moving-house | moving next month, what do I have to do
        moving-house | what if you do not cover my new address
        change-details | how do I change my email address
        change-details | I got married, how do I change my name
        change-details | update my phone number
        reset-password | I forgot my password
        reset-password | the password reset email never arrived
        reset-password locked-account | I cannot log in any more
        locked-account | my account is locked
        locked-account | I do not receive the two-step code
        message-preferences | stop sending me marketing emails
        message-preferences | how do I unsubscribe from the newsletter
        message-preferences | is this text message really from harborline or a scam
        privacy-export | I want a copy of my personal data
        privacy-export | how can I download the data you have about me
        privacy-delete | delete my account
        privacy-delete | please erase all my personal data
        complaints | I want to make a complaint
        complaints | how do I complain about your service
        talk-to-a-person | I want to talk to a human
        talk-to-a-person | what is your phone number
        talk-to-a-person | connect me to an agent please
        opening-hours | what are your opening hours
        opening-hours | are you open on sunday
        opening-hours | when can I call you
        speed-guarantee | the promised speed is never reached, may I leave the contract
        outage-check | do I get a credit for the outage last week
        late-payment | will my internet be cut off if I don't pay
        router-setup | how do I open the router's admin page
        """;

    public const string Unanswerable = """
        what is the weather tomorrow in london
        will it rain this weekend
        how do I bake a chocolate cake
        give me a recipe for chicken soup
        how long do I boil an egg
        who won the world cup in 2018
        what is the capital of australia
        tell me a joke
        are you a robot
        what is the meaning of life
        asdf qwer zxcv
        blah blah blah
        lorem ipsum dolor sit amet
        hjkl hjkl hjkl uiop
        how do I cancel my netflix subscription
        my amazon account was hacked
        where is the nearest starbucks
        how do I reset my iphone
        does apple repair broken macbooks
        why is my tesla not charging
        book me a flight to paris
        what time does the train to manchester leave
        I need a hotel room in berlin
        how do I renew my passport
        what is the speed limit on the motorway
        how fast can a cheetah run
        how do I lose weight quickly
        what are the symptoms of flu
        I have a headache, what should I take
        which vaccine do I need for thailand
        translate good morning into spanish
        write me a poem about the sea
        solve x squared plus two x equals zero
        what is 17 times 24
        who is the president of france
        how old is the universe
        how tall is mount everest
        what is the exchange rate of the euro
        should I buy bitcoin now
        what is the share price of vodafone
        how do I file my tax return
        can you recommend a good restaurant
        best pizza in town
        what film should I watch tonight
        who sings bohemian rhapsody
        when is the next champions league match
        how do I train my dog to sit
        my cat is not eating
        how often should I water a cactus
        when do I plant tomatoes
        how do I remove red wine from a carpet
        how do I change a flat tyre
        my car makes a strange noise
        how do I fix a dripping tap
        my washing machine is leaking
        the fridge is not cold enough
        how do I tie a tie
        what is a good name for a baby girl
        my girlfriend left me
        I am bored
        I love you
        you are stupid
        good morning
        thank you very much
        ok
        hello there
        how are you today
        haha that is funny
        what is your favourite colour
        do you believe in god
        explain quantum mechanics
        who invented the telephone
        when did the second world war end
        how many planets are there
        what is photosynthesis
        how do I learn python programming
        fix this sql query for me
        my laptop battery drains too fast
        how do I install windows 11
        excel formula to sum a column
        why is my printer not printing in colour
        how do I block someone on instagram
        delete my facebook profile
        my whatsapp messages are not delivered
        how do I get more followers on tiktok
        how do I play minecraft with friends
        xbox controller will not pair
        which gpu is best for gaming
        how do I apply for a job as a nurse
        are you hiring software engineers
        what is your company's share price
        who is the ceo of harborline
        sponsor our football club please
        do you sell garden furniture
        can I order flowers for mother's day
        do you sell winter coats
        I need a taxi to the airport
        rent a car for the weekend
        cheap flights to new york
        gas and electricity tariff comparison
        how do I read my water meter
        my heating does not work
        council tax band for my flat
        mortgage interest rates
        open a savings account
        what is my horoscope for today
        do you sell sim cards for roaming in china
        which tv channels show the olympics
        how do I get a visa for canada
        university application deadline
        how do I make sushi rice
        vegetarian lasagne ingredients
        is coffee good for your health
        how do I meditate
        guitar chords for beginners
        paint my kitchen walls
        how deep is the ocean
        do fish sleep
        the quick brown fox jumps over the lazy dog
        😀😀😀
        1234567890
        when does the pharmacy close
        """;
}
