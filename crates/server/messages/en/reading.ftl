home-none-open = No sitting is open now.
home-open = Sittings that are open now
figure-acts = acts
figure-organs = organs and units
figure-persons = persons
