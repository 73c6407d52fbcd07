"""Places that say where somebody lives: Alberta's towns, First Nations and Métis settlements, and
the larger places around. From public facts; names of a whole province say nothing."""

from __future__ import annotations

# Names on one line are separated by commas. A star marks what is also a word or a person's name:
# it counts with a capital and within a sentence only.
_TOWNS = """
Airdrie, Beaumont*, Brooks*, Calgary, Camrose, Chestermere, Cold Lake*, Edmonton, Fort Saskatchewan,
Grande Prairie, Lacombe, Leduc, Lethbridge, Lloydminster, Medicine Hat, Red Deer, Spruce Grove,
St. Albert, Wetaskiwin, Fort McMurray, Sherwood Park, Wood Buffalo, Strathcona County, Athabasca,
Banff, Barrhead, Bashaw, Bassano, Beaverlodge, Bentley*, Black Diamond*, Blackfalds, Bon Accord,
Bonnyville, Bow Island, Bowden*, Bruderheim, Calmar, Canmore, Cardston, Carstairs, Castor*,
Claresholm, Coaldale, Coalhurst, Cochrane*, Coronation*, Crossfield, Crowsnest Pass, Daysland,
Devon*, Diamond Valley, Didsbury, Drayton Valley, Drumheller, Eckville, Edson, Elk Point, Fairview*,
Falher, Fort Macleod, Fox Creek, Gibbons*, Grande Cache, Granum, Grimshaw, Hanna*, Hardisty,
High Level*, High Prairie, High River*, Hinton, Innisfail, Irricana, Jasper*, Killam, Lamont,
Legal*, Magrath, Manning*, Mayerthorpe, McLennan, Milk River, Millet*, Morinville, Mundare, Nanton,
Nobleford, Okotoks, Olds*, Onoway, Oyen, Peace River, Penhold, Picture Butte, Pincher Creek, Ponoka,
Provost*, Rainbow Lake, Raymond*, Redcliff, Redwater, Rimbey, Rocky Mountain House, Sedgewick,
Sexsmith, Slave Lake, Smoky Lake, Spirit River, St. Paul, Stavely, Stettler, Stony Plain,
Strathmore, Sundre, Swan Hills, Sylvan Lake, Taber, Three Hills*, Tofield, Trochu, Turner Valley,
Two Hills*, Valleyview, Vauxhall, Vegreville, Vermilion*, Viking*, Vulcan*, Wainwright, Wembley*,
Westlock, Whitecourt, Lac La Biche, Fort Chipewyan, Fort Vermilion, Fort Assiniboine, Acme*, Alix*,
Alliance*, Andrew*, Beiseker, Berwyn, Big Valley, Bittern Lake, Boyle*, Breton*, Carbon*, Chauvin,
Clive*, Consort*, Cremona, Delburne, Delia*, Dewberry, Duchess*, Edgerton, Elnora, Foremost*,
Forestburg, Girouxville, Glendon, Hines Creek, Holden*, Hythe, Innisfree, Kitscoty, Linden*,
Lougheed, Mannville, Marwayne, Milo*, Morrin, Myrnam, Nampa, Rockyford, Rosemary*, Ryley*, Spring
Lake, Standard*, Stirling*, Thorsby, Vilna, Wabamun, Warburg, Warner*, Waskatenau, Youngstown,
Bragg Creek, Conklin, Janvier, Anzac*, Redwood Meadows, Nisku, Wabasca, Langdon, Ardrossan,
Wabasca-Desmarais, La Crete, Plamondon, Beaver Lake, Kananaskis, Lake Louise, Nordegg, Robb*,
Forest Lawn, Marlborough, Falconridge, Bowness, Mill Woods, Millwoods, Boyle Street, Beltline,
Whyte Avenue, Chinook Centre, Saddleridge, Castle Downs, Beverly*, Abbottsfield, North Hill
"""
_FIRST_NATIONS = """
Siksika, Kainai, Blood Tribe, Piikani, Peigan, Brocket, Tsuut'ina, Tsuu T'ina, Sarcee, Stoney
Nakoda, Îyârhe Nakoda, Bearspaw, Chiniki, Goodstoney, Wesley First Nation, Morley*, Mînî Thnî,
Eden Valley, Big Horn, Maskwacis, Hobbema, Ermineskin, Samson Cree, Louis Bull, Montana First
Nation, Pigeon Lake, Enoch*, Enoch Cree Nation, Paul First Nation, Alexis Nakota Sioux, Glenevis,
Alexander First Nation, O'Chiese, Sunchild, Saddle Lake, Whitefish Lake, Goodfish Lake, Frog Lake,
Kehewin, Cold Lake First Nations, Heart Lake, Beaver Lake Cree, Onion Lake, Bigstone, Chipewyan
Lake, Driftpile, Sucker Creek, Swan River, Sawridge, Kapawe'no, Grouard, Lubicon Lake, Little
Buffalo, Loon River, Loon Lake, Woodland Cree, Cadotte Lake, Peerless Trout, Peerless Lake,
Trout Lake, Duncan's First Nation, Horse Lake First Nation, Sturgeon Lake, Dene Tha', Chateh,
Assumption*, Bushe River, Meander River, Tallcree, Tall Cree, Beaver First Nation, Boyer River,
Little Red River, John D'Or Prairie, Fox Lake, Garden River, Mikisew, Athabasca Chipewyan, Fort
McKay, Fort McMurray 468, Chipewyan Prairie, Smith's Landing, Gift Lake, Atikameg, Calling Lake,
Treaty 6, Treaty 7, Treaty 8
"""
_METIS_SETTLEMENTS = """
Buffalo Lake, East Prairie, Elizabeth Settlement, Fishing Lake, Gift Lake, Kikino, Paddle Prairie,
Peavine, Big Prairie, Caslan
"""
_AROUND = """
Vancouver, Victoria*, Surrey, Burnaby, Richmond*, Kelowna, Kamloops, Prince George, Fort St. John,
Dawson Creek, Cranbrook, Fernie, Golden*, Nelson*, Abbotsford, Nanaimo, Terrace*, Prince Rupert,
Saskatoon, Regina*, Prince Albert, Moose Jaw, Swift Current, North Battleford, Yorkton, Meadow Lake,
La Loche, Winnipeg, Brandon*, Thompson*, The Pas, Toronto, Ottawa, Hamilton*, London*, Mississauga,
Brampton, Scarborough, Thunder Bay, Sudbury, Kingston*, Windsor*, Kenora, Montreal, Montréal,
Québec City, Quebec City, Laval*, Gatineau, Longueuil, Sherbrooke, Trois-Rivières, Chicoutimi,
Saguenay, Rimouski, Moncton, Fredericton, Saint John, Halifax, Dartmouth, St. John's,
Charlottetown, Yellowknife, Hay River, Fort Smith, Inuvik, Whitehorse, Iqaluit, Rankin Inlet,
Great Falls, Spokane, Seattle
"""


def place_names() -> dict[str, bool]:
    """Each name, and whether it counts without a capital too."""
    listed = ",".join((_TOWNS, _FIRST_NATIONS, _METIS_SETTLEMENTS, _AROUND))
    names = (" ".join(name.split()) for name in listed.split(","))
    return {name.rstrip("*"): not name.endswith("*") for name in names if name}


# What may follow the name of a place and belongs to it.
SUFFIXES = (
    *("First Nations", "First Nation", "Cree Nation", "Nation", "Tribe", "Band", "Reserve"),
    *("Métis Settlement", "Settlement", "County", "Hospital", "Detachment", "Health Centre"),
)
